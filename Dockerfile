# One image for every process of production; docker-compose.yml says which one each container is.

FROM python:3.13-slim AS build
WORKDIR /app
RUN pip install --no-cache-dir uv
COPY pyproject.toml uv.lock ./
# --build-arg GROUPS="--group bucket": for sealed files in a bucket (docs/several-hosts.md).
ARG GROUPS=""
RUN uv sync --frozen --no-default-groups $GROUPS --compile-bytecode
COPY manage.py ./
COPY tipline tipline
COPY reports reports
COPY templates templates
COPY static static
COPY locale locale
# The settings want a whole environment; none of these values ends up in the image.
RUN TIPLINE_STATIC=/app/collected TIPLINE_DATA=/tmp/data PUBLIC_URL=https://build DESK_URL=https://build \
    FORCE_NAME=build EMERGENCY_NUMBER=000 HOTLINE_NUMBER=000 \
    DATABASE_URL=postgresql://build/build KEYSTORE_URL=postgresql://build/build REDIS_URL=redis://build \
    .venv/bin/python manage.py collectstatic --no-input

FROM python:3.13-slim AS tipline
# For the letters of names in PDFs that reportlab's own font has not (decision 236).
RUN apt-get update && apt-get install --yes --no-install-recommends fonts-dejavu-core && rm -rf /var/lib/apt/lists/*
RUN useradd --uid 10001 --create-home tipline && install -d -o tipline -g tipline -m 700 /data /data/blobs /data/state
WORKDIR /app
COPY --from=build /app /app
ENV PATH=/app/.venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 TIPLINE_STATIC=/app/collected
USER tipline
CMD ["gunicorn", "--config", "python:tipline.serving"]

# For commands by hand alone: with pg_dump and pg_restore of the server's own version, for backups.
FROM tipline AS admin
USER root
RUN apt-get update && apt-get install --yes --no-install-recommends postgresql-common ca-certificates \
    && /usr/share/postgresql-common/pgdg/apt.postgresql.org.sh -y \
    && apt-get install --yes --no-install-recommends postgresql-client-18 && rm -rf /var/lib/apt/lists/*
USER tipline
