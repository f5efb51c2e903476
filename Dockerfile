# syntax=docker/dockerfile:1

# The second reading is in it, 255 MB more; docker compose build --build-arg EXTRA= makes an image that reads by words alone.
ARG EXTRA=semantic

# The Python the tests run on.
FROM python:3.11-slim AS build
ARG EXTRA
WORKDIR /src
# What we depend on changes seldom: its layer is built from pyproject.toml alone.
COPY pyproject.toml ./
RUN python -c "import tomllib; p = tomllib.load(open('pyproject.toml', 'rb'))['project']; \
print(*p['dependencies'], *p['optional-dependencies'].get('$EXTRA', ()), sep='\n')" > /requirements.txt \
    && pip wheel --no-cache-dir --wheel-dir /wheels --requirement /requirements.txt
COPY README.md ./
COPY bot bot
COPY handlers handlers
COPY watchers watchers
RUN if [ -z "$EXTRA" ]; then rm watchers/lexicon/reader*.onnx; fi \
    && pip wheel --no-cache-dir --no-deps --wheel-dir /wheels .

FROM python:3.11-slim
ARG EXTRA
RUN useradd --system --uid 10001 --home-dir /data --create-home watchdesk
RUN --mount=type=bind,from=build,source=/wheels,target=/wheels \
    pip install --no-cache-dir --no-index --find-links /wheels "watchdesk${EXTRA:+[$EXTRA]}"
# HOME too: a cluster may run this as a user without a name, and Python wants to know where it lives.
ENV HOME=/data \
    WATCHDESK_DATA_DIR=/data \
    WATCHDESK_HTTP_HOST=0.0.0.0
USER watchdesk
WORKDIR /app
VOLUME /data
EXPOSE 8686
# No proxy between us and ourselves: http.client, unlike urllib, never asks the environment for one.
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s --retries=3 CMD ["python", "-c", "\
import http.client, os, sys; \
ours = http.client.HTTPConnection('127.0.0.1', int(os.environ.get('WATCHDESK_HTTP_PORT') or 8686), timeout=8); \
ours.request('GET', '/healthz'); \
sys.exit(ours.getresponse().status != 200)"]
ENTRYPOINT ["watchdesk"]
CMD ["run"]
