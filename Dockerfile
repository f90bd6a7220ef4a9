# syntax=docker/dockerfile:1
# One image for every process; the command says which. PostgreSQL and onnxruntime come as glibc binaries: no alpine.
FROM node:22-bookworm-slim AS cpu
WORKDIR /app
ENV NODE_ENV=production
COPY package.json package-lock.json .npmrc ./
# What runs after an install; the sources are not there yet.
COPY compile ./compile
RUN npm ci --omit=dev && npm cache clean --force
COPY . .
RUN node compile/build.js
# Pictures, and the database where no DATABASE_URL is set.
RUN mkdir /data && chown node:node /data
ENV DATA_DIR=/data HTTP_HOST=0.0.0.0
VOLUME /data
USER node
# Not through npm: a stop's SIGTERM is for Node. Run it with --init (compose: init: true), which collects orphans.
CMD ["node", "--max-semi-space-size=1", "compile/run.js", "start/main"]

# The worker on an NVIDIA GPU; the host brings the driver and NVIDIA's container toolkit. The CUDA version is the one
# that onnxruntime-node's installer names.
FROM nvidia/cuda:12.9.1-cudnn-runtime-ubuntu24.04 AS gpu
RUN apt-get update \
  && apt-get install --yes --no-install-recommends ca-certificates libstdc++6 \
  && rm -rf /var/lib/apt/lists/*
COPY --from=cpu /usr/local/bin/node /usr/local/bin/node
COPY --from=cpu /app /app
WORKDIR /app
# The CUDA provider, too large for npm.
RUN node node_modules/onnxruntime-node/script/install.js --onnxruntime-node-install=cuda12
# The same number as the user node of the other image: both write to /data.
RUN mkdir /data && chown 1000:1000 /data
ENV NODE_ENV=production DATA_DIR=/data HTTP_HOST=0.0.0.0 DEVICE=cuda
VOLUME /data
USER 1000:1000
CMD ["node", "--max-semi-space-size=1", "compile/run.js", "start/worker-alone"]
