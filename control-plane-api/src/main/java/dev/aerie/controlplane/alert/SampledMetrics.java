package dev.aerie.controlplane.alert;

import dev.aerie.controlplane.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** The mean of what agents have measured. */
@ApplicationScoped
class SampledMetrics implements Metrics {
  private final Clock clock;

  SampledMetrics(Clock clock) {
    this.clock = clock;
  }

  @Override
  public List<Figure> figures(Sql sql, String organization, String metric, Duration window) {
    return sql.list(
        """
        SELECT c.id, c.name, avg((s.figures ->> ?)::float8) AS figure
        FROM clusters c JOIN cluster_samples s ON s.org_id = c.org_id AND s.cluster_id = c.id
        WHERE c.org_id = ? AND c.gone_at IS NULL AND s.at > ? AND s.figures ->> ? IS NOT NULL GROUP BY c.id, c.name
        """,
        row -> new Figure(row.string("id"), row.string("name"), row.real("figure")),
        metric,
        organization,
        clock.instant().minus(window),
        metric);
  }
}
