package dev.aerie.server.access;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.List;

/**
 * A key that opens this cluster.
 *
 * @param sha256 of the whole text of the key, in hexadecimal
 * @param expiresAt when it ceases to open; null for never
 * @param scopes where it opens; none for everywhere
 * @param ipAllowlist addresses it opens from; none for everywhere
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record KeyEntry(
    String id,
    String sha256,
    Role role,
    Instant expiresAt,
    List<Scope> scopes,
    List<AddressRange> ipAllowlist) {
  /** Takes absent scopes and addresses as none. */
  public KeyEntry {
    scopes = scopes == null ? List.of() : List.copyOf(scopes);
    ipAllowlist = ipAllowlist == null ? List.of() : List.copyOf(ipAllowlist);
  }

  boolean validAt(Instant now) {
    return expiresAt == null || now.isBefore(expiresAt);
  }

  boolean opensFrom(String address) {
    return ipAllowlist.isEmpty() || ipAllowlist.stream().anyMatch(one -> one.contains(address));
  }
}
