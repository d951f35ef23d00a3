package dev.aerie.controlplane.clusterlog;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.aerie.controlplane.cluster.Cluster;
import dev.aerie.controlplane.database.JsonColumns;
import dev.aerie.controlplane.database.Notifications;
import dev.aerie.controlplane.database.Row;
import dev.aerie.controlplane.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Rows of wishes to read logs. Commits wake those who wait. Safe for use by many threads. */
@ApplicationScoped
public class LogRequestRepository {
  private static final TypeReference<List<LogAnswer.PodLog>> PODS = new TypeReference<>() {};

  /** Nobody waits longer for an answer. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private final JsonColumns json;
  private final Clock clock;

  LogRequestRepository(JsonColumns json, Clock clock) {
    this.json = json;
    this.clock = clock;
  }

  void ask(Sql sql, Cluster cluster, LogRequest request) {
    sql.change(
        """
        INSERT INTO log_requests (org_id, id, project_id, cluster_id, region, pod, tail, since_at, asked_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?::timestamptz, ?)
        """,
        cluster.organizationId(),
        request.id(),
        request.projectId(),
        request.clusterId(),
        cluster.region(),
        request.pod(),
        request.tail(),
        request.since(),
        clock.instant());
    tell(sql, cluster.region());
  }

  /** What a region has not been given yet; it is given once. */
  public List<LogRequest> give(Sql sql, String region) {
    Instant now = clock.instant();
    return sql.list(
        """
        UPDATE log_requests SET given_at = ? WHERE region = ? AND given_at IS NULL AND asked_at > ?
        RETURNING id, project_id, cluster_id, pod, tail, since_at
        """,
        LogRequestRepository::request,
        now,
        region,
        now.minus(PATIENCE));
  }

  private static LogRequest request(Row row) {
    return new LogRequest(
        row.string("id"),
        row.string("project_id"),
        row.string("cluster_id"),
        row.text("pod"),
        row.integer("tail"),
        row.time("since_at"));
  }

  /** Keeps what a region found for one of its requests, once; for others it is dropped. */
  public void answer(Sql sql, String region, LogAnswer answer) {
    sql.change(
        """
        UPDATE log_requests SET answer = ?::jsonb WHERE region = ? AND id = ? AND given_at IS NOT NULL AND answer IS NULL
        """,
        json.write(answer.pods().orElse(List.of())),
        region,
        answer.requestId().orElse(""));
    tell(sql, region);
  }

  /** The answer to a request; nothing of it is kept. */
  Optional<List<LogAnswer.PodLog>> collect(Sql sql, Cluster cluster, LogRequest request) {
    return sql.first(
        "DELETE FROM log_requests WHERE org_id = ? AND id = ? AND answer IS NOT NULL RETURNING answer",
        row -> json.read(row.string("answer"), PODS),
        cluster.organizationId(),
        request.id());
  }

  int withdraw(Sql sql, Cluster cluster, LogRequest request) {
    return sql.change(
        "DELETE FROM log_requests WHERE org_id = ? AND id = ?",
        cluster.organizationId(),
        request.id());
  }

  private static void tell(Sql sql, String region) {
    sql.list("SELECT pg_notify(?, ?)", row -> region, Notifications.DESIRED, region);
  }
}
