/**
 * What stands in the place of an erased person's name, in D1 and in whatever is made from it; pages and mails say it in their
 * reader's language.
 */
export const ERASED_NAME = "Former member";
