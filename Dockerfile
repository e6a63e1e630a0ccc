# One image per service: `docker build --build-arg SERVICE=goals .`
#
# An image holds shared/ and that one service, so that an import across services
# fails at start. The layers above ARG SERVICE are the same for every image.

FROM python:3.13-slim AS libraries
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore
RUN python -m venv /opt/guidepost
COPY requirements/runtime.txt /build/
RUN --mount=type=cache,target=/root/.cache/pip \
    /opt/guidepost/bin/pip install --require-hashes --only-binary :all: \
      --no-compile -r /build/runtime.txt \
 && /opt/guidepost/bin/python -m compileall -q -j 0 /opt/guidepost/lib


FROM python:3.13-slim AS wheel
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore
COPY requirements/build.txt /build/
RUN --mount=type=cache,target=/root/.cache/pip \
    pip install --require-hashes --target /tools -r /build/build.txt
WORKDIR /source
COPY pyproject.toml ./
COPY shared shared
COPY services/__init__.py services/
ARG SERVICE
COPY services/${SERVICE} services/${SERVICE}
RUN PYTHONPATH=/tools pip wheel --no-deps --no-build-isolation --no-index \
      --wheel-dir /wheel .


FROM python:3.13-slim
ENV PATH=/opt/guidepost/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1
# The users and groups of shared/compose_setup.py, so that they have names.
RUN groupadd --gid 10000 guidepost \
 && for user in goals:10001 notifications:10002 reporting:10003 migrate:10004 demo:10008; \
    do useradd --uid ${user#*:} --user-group --home-dir /tmp --shell /usr/sbin/nologin ${user%:*}; \
    done
COPY --from=libraries /opt/guidepost /opt/guidepost
RUN --mount=type=bind,from=wheel,source=/wheel,target=/wheel \
    pip --python /opt/guidepost/bin/python install --no-deps --no-index \
      --root-user-action ignore /wheel/*.whl
WORKDIR /tmp
USER demo
