package dev.aerie.controlplane.alert;

import dev.aerie.controlplane.database.Sql;
import java.time.Duration;
import java.util.List;

/** Where figures of clusters come from. */
public interface Metrics {

  /**
   * A figure of one cluster.
   *
   * @param cluster its id
   * @param name what people call it
   */
  record Figure(String cluster, String name, double value) {}

  /**
   * The figure of each cluster of an organisation over the last while, as its metric is usually
   * taken; clusters of which nothing is known are left out.
   */
  List<Figure> figures(Sql sql, String organization, String metric, Duration window);
}
