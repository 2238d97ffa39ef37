# The desk as an image: `docker compose up -d`, see docs/operating.md.
# The interpreter is the one the tests run on; for a build that can be repeated, pin both lines by digest.

FROM python:3.11-slim-bookworm AS installed
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
COPY requirements.lock /
RUN python -m venv /opt/venv \
    && /opt/venv/bin/pip install --require-hashes --only-binary :all: -r /requirements.lock \
    && /opt/venv/bin/pip uninstall --yes pip setuptools

FROM python:3.11-slim-bookworm
RUN groupadd --gid 10001 frontdesk \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /var/lib/frontdesk --shell /usr/sbin/nologin frontdesk \
    && install --directory --owner 10001 --group 10001 --mode 0700 /var/lib/frontdesk
COPY --from=installed /opt/venv /opt/venv
WORKDIR /opt/frontdesk
COPY LICENSE ./
COPY faq ./faq
COPY desk ./desk
COPY storage ./storage
COPY handlers ./handlers
COPY bot ./bot
# The root will be read-only: what Python would write beside the modules is written now.
RUN /opt/venv/bin/python -m compileall -q -j 0 /opt/venv/lib /opt/frontdesk
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    DESK_DATABASE_URL=sqlite+aiosqlite:////var/lib/frontdesk/desk.sqlite3 \
    DESK_HTTP_HOST=0.0.0.0
USER 10001:10001
VOLUME /var/lib/frontdesk
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=15s --start-period=60s --retries=3 CMD ["python", "-m", "bot", "health"]
ENTRYPOINT ["python", "-m", "bot"]
CMD ["run"]
