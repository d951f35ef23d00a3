package dev.aerie.controlplane.feed;

import java.util.Optional;

/**
 * That somebody may hold fewer rights than before.
 *
 * @param organizationId where; empty for everywhere
 * @param principalId whose; empty for anybody's
 * @param session which session of a person has ended; empty when it is about no session
 */
record RightsChange(
    Optional<String> organizationId, Optional<String> principalId, Optional<String> session) {

  /** Some may have been missed. */
  static RightsChange ofAnybody() {
    return new RightsChange(Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Whether it may be about a caller's rights in an organisation. */
  boolean concerns(String organization, String principal, String ownSession) {
    return organizationId.map(organization::equals).orElse(true)
        && principalId.map(principal::equals).orElse(true)
        && session.map(ownSession::equals).orElse(true);
  }
}
