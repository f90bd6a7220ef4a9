/** The migrated database that every test's own one is cloned from. */
export const templateDatabase = 'template_dragon_wings'
