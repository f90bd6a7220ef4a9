ALTER TABLE "generations" ADD COLUMN "flagged_as_spoilers" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "generations" ADD COLUMN "withheld" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "guild_settings" ADD COLUMN "flagged_as_spoilers" boolean DEFAULT false NOT NULL;