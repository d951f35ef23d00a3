package dev.aerie.server.keyuse;

import java.time.Instant;

/**
 * How an API key was used within an hour.
 *
 * @param key its id
 * @param hour when the hour began
 * @param calls all of them
 * @param refused those that it may not make
 * @param firstAt when the first came
 * @param lastAt when the last came
 */
public record KeyUse(
    String key, Instant hour, long calls, long refused, Instant firstAt, Instant lastAt) {}
