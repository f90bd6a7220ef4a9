CREATE TYPE "public"."extra_network_kind" AS ENUM('lora', 'embedding');--> statement-breakpoint
CREATE TABLE "extra_networks" (
	"worker_id" uuid NOT NULL,
	"kind" "extra_network_kind" NOT NULL,
	"name" text NOT NULL,
	"words" text NOT NULL,
	"suits" jsonb NOT NULL,
	"preview" "bytea",
	CONSTRAINT "extra_networks_worker_id_kind_name_pk" PRIMARY KEY("worker_id","kind","name")
);
--> statement-breakpoint
CREATE INDEX "extra_networks_by_name" ON "extra_networks" USING btree ("kind","name");