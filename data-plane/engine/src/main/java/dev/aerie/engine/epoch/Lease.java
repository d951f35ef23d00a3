package dev.aerie.engine.epoch;

/**
 * The sign of life of an epoch's holder. Observers watch the beat change by their own clocks, so
 * clocks need not agree.
 *
 * @param beat rises while the holder lives
 * @param released the holder has stopped on purpose
 */
public record Lease(long epoch, long beat, boolean released) {}
