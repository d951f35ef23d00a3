package dev.aerie.controlplane.exchange;

import dev.aerie.controlplane.access.ApiKeySecret;
import dev.aerie.controlplane.database.Row;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.forgetting.KeptRows;
import dev.aerie.controlplane.problem.Code;
import dev.aerie.controlplane.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.function.Supplier;

/**
 * Remembers what POSTs answered for a day, in the transaction of their effect. Safe for use by many
 * threads.
 *
 * <p>Of two at the same time with the same key, the second waits at the primary key for the first.
 * A key that is older than a day is free, whether its row was removed or not.
 */
@ApplicationScoped
public class IdempotencyStore {
  private static final int LONGEST_KEY = 255;

  private final Clock clock;

  IdempotencyStore(Clock clock) {
    this.clock = clock;
  }

  WrittenAnswer once(
      Sql sql, String principal, String key, String request, Supplier<WrittenAnswer> work) {
    if (key.isBlank() || key.length() > LONGEST_KEY) {
      throw Problem.wrongField("Idempotency-Key", "must be 1 to " + LONGEST_KEY + " characters");
    }
    Instant now = clock.instant();
    String keyHash = ApiKeySecret.sha256(key);
    String requestHash = ApiKeySecret.sha256(request);
    int claimed =
        sql.change(
            """
            INSERT INTO idempotency_keys AS known (principal_id, key_sha256, request_sha256, created_at) VALUES (?, ?, ?, ?)
            ON CONFLICT (principal_id, key_sha256) DO UPDATE SET request_sha256 = excluded.request_sha256,
              created_at = excluded.created_at, status = NULL, etag = NULL, location = NULL, body = NULL
            WHERE known.created_at < ?
            """,
            principal,
            keyHash,
            requestHash,
            now,
            now.minus(KeptRows.IDEMPOTENCY_KEYS.span()));
    return claimed == 1
        ? remember(sql, principal, key, keyHash, work.get())
        : recall(sql, principal, key, keyHash, requestHash);
  }

  private static WrittenAnswer remember(
      Sql sql, String principal, String key, String keyHash, WrittenAnswer answer) {
    sql.change(
        """
        UPDATE idempotency_keys SET status = ?, etag = ?, location = ?, asked = ?, body = decode(?, 'base64')
        WHERE principal_id = ? AND key_sha256 = ?
        """,
        answer.status(),
        answer.etag(),
        answer.location(),
        answer.asked(),
        Base64.getEncoder()
            .encodeToString(Seal.close(key, answer.body().getBytes(StandardCharsets.UTF_8))),
        principal,
        keyHash);
    return answer;
  }

  private static WrittenAnswer recall(
      Sql sql, String principal, String key, String keyHash, String requestHash) {
    return sql.first(
            """
            SELECT status, etag, location, asked, encode(body, 'base64') AS body FROM idempotency_keys
            WHERE principal_id = ? AND key_sha256 = ? AND request_sha256 = ?
            """,
            row -> read(row, key),
            principal,
            keyHash,
            requestHash)
        .orElseThrow(
            () ->
                new Problem(
                    Code.IDEMPOTENCY_KEY_REUSED,
                    "This Idempotency-Key was used for another request. Choose a new one."));
  }

  private static WrittenAnswer read(Row row, String key) {
    byte[] body =
        row.text("body")
            .flatMap(text -> Seal.open(key, Base64.getMimeDecoder().decode(text)))
            .orElseThrow(Problem::answerUnreadable);
    return new WrittenAnswer(
        row.integer("status"),
        new String(body, StandardCharsets.UTF_8),
        row.text("etag"),
        row.text("location"),
        row.strings("asked"));
  }
}
