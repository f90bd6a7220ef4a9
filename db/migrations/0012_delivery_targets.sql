ALTER TABLE "generations" ALTER COLUMN "channel_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "generations" ALTER COLUMN "application_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "generations" ALTER COLUMN "interaction_expires_at" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "generations" ADD COLUMN "api_key_id" uuid;--> statement-breakpoint
ALTER TABLE "generations" ADD CONSTRAINT "generation_is_delivered_to_its_source" CHECK (case when source = 'discord'
        then channel_id is not null and application_id is not null and interaction_expires_at is not null
        else channel_id is null and application_id is null and interaction_expires_at is null
          and interaction_token is null and message_id is null and draft_id is null end);