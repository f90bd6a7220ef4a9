CREATE TABLE "erasures" (
	"user_id" text PRIMARY KEY NOT NULL,
	"requested_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "pseudonym_keys" (
	"id" smallint PRIMARY KEY DEFAULT 1 NOT NULL,
	"key" text NOT NULL,
	CONSTRAINT "pseudonym_key_is_one" CHECK ("pseudonym_keys"."id" = 1)
);
--> statement-breakpoint
CREATE INDEX "generations_to_clear" ON "generations" USING btree ("created_at") WHERE user_id like 'erased:%' and message_id is not null;
--> statement-breakpoint
INSERT INTO "pseudonym_keys" ("key") VALUES (replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''));
--> statement-breakpoint
CREATE FUNCTION "pseudonym"("person" text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT 'erased:' || encode(sha256(convert_to("key" || encode(sha256(convert_to("key" || "person", 'UTF8')), 'hex'), 'UTF8')), 'hex')
  FROM "pseudonym_keys"
$$;
