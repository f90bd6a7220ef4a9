ALTER TYPE "public"."extra_network_kind" ADD VALUE 'model';--> statement-breakpoint
ALTER TABLE "extra_networks" ADD COLUMN "about" text DEFAULT '' NOT NULL;