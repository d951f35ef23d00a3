package dev.aerie.operator.cluster.observation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PodFiguresClientTest {

  private static final String WRITER =
      """
      # TYPE aerie_requests_seconds summary
      aerie_requests_seconds{call="Search",code="0",quantile="0.99"} 0.004
      aerie_requests_seconds_count{call="Search",code="0"} 100
      aerie_requests_seconds_count{call="Insert",code="0"} 20
      aerie_engine_rows 5000.0
      aerie_engine_collections 3.0
      process_cpu_usage 0.25
      jvm_memory_usage_after_gc{area="heap",pool="long-lived"} 0.5
      disk_free_bytes{path="/cache"} 25
      disk_total_bytes{path="/cache"} 100
      """;

  private static final String READER =
      """
      aerie_requests_seconds{call="Search",code="0",quantile="0.99"} 0.009
      aerie_requests_seconds_count{call="Search",code="0"} 300
      aerie_engine_rows 4990.0
      process_cpu_usage 0.75
      jvm_memory_usage_after_gc{area="heap",pool="long-lived"} 0.25
      """;

  @Test
  void figuresOfAllPodsBecomeThoseOfTheCluster() {
    assertThat(PodFiguresClient.figures(List.of(WRITER), 1))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "ready_replicas", 1.0,
                "memory_ratio", 0.5,
                "storage_ratio", 0.75,
                "busy_ratio", 0.25,
                "search_p99_seconds", 0.004,
                "requests_total", 120.0,
                "rows", 5000.0,
                "collections", 3.0));
    assertThat(PodFiguresClient.figures(List.of(WRITER, READER), 2))
        .containsEntry("requests_total", 420.0)
        .containsEntry("rows", 5000.0)
        .containsEntry("busy_ratio", 0.5)
        .containsEntry("search_p99_seconds", 0.009);
  }

  @Test
  void whatNoPodTellsIsAbsent() {
    assertThat(PodFiguresClient.figures(List.of(), 2))
        .containsExactlyEntriesOf(Map.of("ready_replicas", 2.0));
    assertThat(PodFiguresClient.figures(List.of(WRITER, READER), 2))
        .doesNotContainKey("storage_ratio");
  }
}
