"""The goals service: the write side, where goals are decided and recorded."""
