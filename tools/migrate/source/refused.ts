/** Why nothing can be migrated. */

/** What is wrong with the input, a line each; nothing was written. */
export class CannotMigrate extends Error {}
