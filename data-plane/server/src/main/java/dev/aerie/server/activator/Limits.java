package dev.aerie.server.activator;

import java.time.Duration;

/**
 * How much is held, and for how long.
 *
 * @param connections held and handed over at once; more are refused
 * @param greeting how long a connection may take to begin
 * @param hold how long it waits for a pod
 * @param silence after how long without a byte one that was handed over is ended, so that its
 *     client comes back to the pods themselves; longer than any call takes
 * @param linger how long new ones are still taken when the activator is asked to end
 * @param ending how long what was handed over may go on then
 */
record Limits(
    int connections,
    Duration greeting,
    Duration hold,
    Duration silence,
    Duration linger,
    Duration ending) {
  static final Limits DEFAULT =
      new Limits(
          512,
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofSeconds(15),
          Duration.ofSeconds(5),
          Duration.ofSeconds(110));
}
