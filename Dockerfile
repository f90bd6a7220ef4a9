# syntax=docker/dockerfile:1
# One image for every process; the command says which. PostgreSQL and onnxruntime come as glibc binaries: no alpine.
FROM node:22-bookworm-slim AS cpu
WORKDIR /app
ENV NODE_ENV=production
COPY package.json package-lock.json .npmrc ./
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

# The worker on an NVIDIA GPU; the host brings the driver (580 or later) and NVIDIA's container toolkit, everything else comes from here.
FROM cpu AS gpu
USER root
RUN npm run gpu -- install cuda && rm -rf /root/.npm
# What the toolkit brings into the container: the driver's part for computing, and nvidia-smi.
ENV DEVICE=cuda NVIDIA_VISIBLE_DEVICES=all NVIDIA_DRIVER_CAPABILITIES=compute,utility
USER node
CMD ["node", "--max-semi-space-size=1", "compile/run.js", "start/worker-alone"]
