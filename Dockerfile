# One process, one volume, no root. docker build -t counterfoil . && docker run -p 8080:8080 -v orders:/data counterfoil
FROM python:3.13-slim AS build
WORKDIR /source
COPY requirements/run.txt requirements/build.txt requirements/
RUN python -m venv /opt/counterfoil \
 && /opt/counterfoil/bin/pip install -q --no-cache-dir --only-binary :all: --require-hashes -r requirements/run.txt \
 && python -m venv /opt/build \
 && /opt/build/bin/pip install -q --no-cache-dir --only-binary :all: --require-hashes -r requirements/build.txt
COPY pyproject.toml README.md LICENSE ./
COPY src src
RUN /opt/build/bin/python -m hatchling build -t wheel -d /wheel \
 && /opt/counterfoil/bin/pip install -q --no-cache-dir --no-deps /wheel/*.whl

FROM python:3.13-slim
RUN useradd --system --uid 10001 --no-create-home counterfoil && install -d -o counterfoil -g counterfoil /data
COPY --from=build /opt/counterfoil /opt/counterfoil
ENV PATH=/opt/counterfoil/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    COUNTERFOIL_STORE=/data/counterfoil.db \
    COUNTERFOIL_HOST=0.0.0.0 \
    COUNTERFOIL_PORT=8080 \
    COUNTERFOIL_ALLOW_REMOTE=true
USER counterfoil
WORKDIR /data
VOLUME /data
EXPOSE 8080
STOPSIGNAL SIGTERM
ENTRYPOINT ["counterfoil"]
CMD ["serve"]
