package dev.aerie.controlplane.region;

import dev.aerie.controlplane.access.ApiKeySecret;
import dev.aerie.controlplane.database.Row;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.exchange.ShownOnce;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * Tokens that enrol a region's agent, each once. Only their hashes are stored. For transactions
 * that see the region. Safe for use by many threads.
 */
@ApplicationScoped
public class Enrolments {
  private static final Duration LIFE = Duration.ofHours(1);
  private static final String PREFIX = "aerieenrol_";
  private static final int RANDOM_BYTES = 32;

  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  Enrolments(Clock clock) {
    this.clock = clock;
  }

  /**
   * A token as its maker sees it, once.
   *
   * @param token to be given to the agent
   * @param expiresAt until when it can be used
   */
  public record Enrolment(String token, Instant expiresAt) implements ShownOnce {}

  /** What is known of a token. */
  public record Known(
      String region,
      Instant expiresAt,
      Optional<Instant> usedAt,
      Optional<String> keySha256,
      Optional<Instant> revokedAt) {

    private static Known read(Row row) {
      return new Known(
          row.string("region"),
          row.instant("expires_at"),
          row.time("used_at"),
          row.text("key_sha256"),
          row.time("revoked_at"));
    }
  }

  /** A new token of a region; those before it that were not used end. */
  Enrolment issue(Sql sql, String region) {
    var bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    String token = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    revoke(sql, region);
    return offer(sql, region, token, LIFE);
  }

  /** Lets this token enrol, if it has not already; its time begins anew. */
  Enrolment offer(Sql sql, String region, String token, Duration life) {
    Instant end = clock.instant().plus(life);
    sql.change(
        """
        INSERT INTO region_enrolments AS known (org_id, region, token_sha256, created_at, expires_at)
        SELECT org_id, name, ?, ?, ? FROM regions WHERE name = ?
        ON CONFLICT (token_sha256) DO UPDATE SET expires_at = excluded.expires_at
        WHERE known.used_at IS NULL AND known.revoked_at IS NULL
        """,
        ApiKeySecret.sha256(token),
        clock.instant(),
        end,
        region);
    return new Enrolment(token, end);
  }

  /** Ends tokens of a region that were not used. */
  void revoke(Sql sql, String region) {
    sql.change(
        """
        UPDATE region_enrolments SET revoked_at = ? WHERE region = ? AND used_at IS NULL AND revoked_at IS NULL
        """,
        clock.instant(),
        region);
  }

  /** The region of a token, whoever asks. */
  public Optional<String> region(Sql sql, String token) {
    return sql.first(
            "SELECT region_enrolling(?) AS region",
            row -> row.text("region"),
            ApiKeySecret.sha256(token))
        .flatMap(found -> found);
  }

  /** A token, which nobody else uses until the transaction ends. */
  public Known lock(Sql sql, String token) {
    return sql.first(
            "SELECT * FROM region_enrolments WHERE token_sha256 = ? FOR UPDATE",
            Known::read,
            ApiKeySecret.sha256(token))
        .orElseThrow();
  }

  /** Notes whose key it has enrolled. */
  public void use(Sql sql, String token, String keySha256) {
    sql.change(
        "UPDATE region_enrolments SET used_at = ?, key_sha256 = ? WHERE token_sha256 = ?",
        clock.instant(),
        keySha256,
        ApiKeySecret.sha256(token));
  }
}
