package dev.aerie.engine.epoch;

import java.util.UUID;

/**
 * The claim of one replica to write.
 *
 * @param number rises with each claim
 * @param podName who claimed it
 * @param address host:port where the others reach it; may be empty
 * @param writer the process
 * @param claimedAtMillis wall clock, for people
 */
public record Epoch(
    long number, String podName, String address, UUID writer, long claimedAtMillis) {
  /** Nobody has ever written. */
  public static final Epoch NONE = new Epoch(0, "", "", new UUID(0, 0), 0);
}
