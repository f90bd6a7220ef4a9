CREATE TABLE "api_keys" (
	"id" uuid PRIMARY KEY NOT NULL,
	"hash" text NOT NULL,
	"prefix" text NOT NULL,
	"user_id" text NOT NULL,
	"name" text NOT NULL,
	"guild_id" text,
	"role_ids" text[] DEFAULT '{}' NOT NULL,
	"age_restricted" boolean DEFAULT false NOT NULL,
	"pictures_per_day" integer,
	"options" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_used_at" timestamp with time zone,
	"revoked_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "generation_progress" (
	"generation_id" uuid PRIMARY KEY NOT NULL,
	"step" smallint NOT NULL,
	"steps" smallint NOT NULL,
	"preview" "bytea"
);
--> statement-breakpoint
ALTER TABLE "generations" ADD COLUMN "mask_image_id" uuid;--> statement-breakpoint
ALTER TABLE "generations" ADD COLUMN "request_hash" text;--> statement-breakpoint
ALTER TABLE "generations" ADD COLUMN "return_base64" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "generations" ADD COLUMN "failure_text" text;--> statement-breakpoint
ALTER TABLE "generations" ADD COLUMN "request_notes" jsonb;--> statement-breakpoint
ALTER TABLE "generations" ADD COLUMN "callback_url" text;--> statement-breakpoint
ALTER TABLE "generations" ADD COLUMN "callback_due_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "generations" ADD COLUMN "callback_attempts" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "api_keys_hash" ON "api_keys" USING btree ("hash");--> statement-breakpoint
CREATE INDEX "api_keys_of_user" ON "api_keys" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "generations_of_mask" ON "generations" USING btree ("mask_image_id") WHERE mask_image_id is not null;--> statement-breakpoint
CREATE INDEX "generations_to_call_back" ON "generations" USING btree ("callback_due_at") WHERE callback_due_at is not null;--> statement-breakpoint
CREATE INDEX "generations_of_api_key" ON "generations" USING btree ("api_key_id","created_at") WHERE api_key_id is not null;
--> statement-breakpoint
-- Whoever waits for a picture of the API hears of every step of it, whichever process made the step.
CREATE FUNCTION tell_generation_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state IN ('delivered', 'failed', 'cancelled', 'released') THEN
    DELETE FROM generation_progress WHERE generation_id = NEW.id;
  END IF;
  PERFORM pg_notify('generation_changed', NEW.id::text);
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER generation_changed AFTER UPDATE OF state ON "generations" FOR EACH ROW
  WHEN (NEW.source = 'api' AND NEW.state IS DISTINCT FROM OLD.state)
  EXECUTE FUNCTION tell_generation_changed();--> statement-breakpoint
CREATE FUNCTION tell_generation_progressed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('generation_changed', NEW.generation_id::text);
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER generation_progressed AFTER INSERT OR UPDATE ON "generation_progress" FOR EACH ROW
  EXECUTE FUNCTION tell_generation_progressed();--> statement-breakpoint
-- An end is to be told to the address that asked for it, from the moment that it is written.
CREATE FUNCTION owe_callback() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.callback_due_at := now();
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER callback_owed BEFORE UPDATE OF state ON "generations" FOR EACH ROW
  WHEN (NEW.callback_url IS NOT NULL AND NEW.state IN ('delivered', 'failed', 'cancelled', 'released')
    AND NEW.state IS DISTINCT FROM OLD.state)
  EXECUTE FUNCTION owe_callback();
