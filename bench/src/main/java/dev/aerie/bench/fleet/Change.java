package dev.aerie.bench.fleet;

import java.time.Duration;

/**
 * Every cluster is to change.
 *
 * @param canary until the canary had changed
 * @param known until all others stood in the queue
 * @param changed in the time measured
 * @param queued at its end
 * @param calls of the operator a second
 * @param passes over clusters a second
 * @param cores used
 */
record Change(
    Duration canary,
    Duration known,
    long changed,
    long queued,
    double calls,
    double passes,
    double cores) {}
