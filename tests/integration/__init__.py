"""Does one service work with its real neighbours?"""
