/**
 * The day of plans in tests that are not about the day, in milliseconds since 1970, a Wednesday: what a plan says
 * changes with the calendar.
 */
export const day = Date.UTC(2026, 10, 25);
