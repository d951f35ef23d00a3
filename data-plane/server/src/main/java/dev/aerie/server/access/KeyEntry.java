package dev.aerie.server.access;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;

/**
 * A key that opens this cluster.
 *
 * @param sha256 of the whole text of the key, in hexadecimal
 * @param expiresAt when it ceases to open; null for never
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record KeyEntry(String id, String sha256, Role role, Instant expiresAt) {
  boolean validAt(Instant now) {
    return expiresAt == null || now.isBefore(expiresAt);
  }
}
