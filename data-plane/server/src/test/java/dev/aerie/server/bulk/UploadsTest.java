package dev.aerie.server.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.aerie.engine.error.EngineException;
import dev.aerie.server.ServerConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UploadsTest {
  private static final String STORAGE = "s3://bucket/clusters/one/?endpoint=http://127.0.0.1:9000";

  private final Uploads uploads = uploads(Map.of("aerie.storage-uri", STORAGE));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "day/1.parquet",
        "/day/1.parquet",
        "/clusters/one/uploads/day/1.parquet",
        "s3://bucket/clusters/one/uploads/day/1.parquet"
      })
  void aFileHasItsPathBelowThePlaceOrItsWholeAddress(String file) {
    assertThat(uploads.key(file)).isEqualTo("day/1.parquet");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3://bucket/clusters/two/uploads/day/1.parquet",
        "s3://other/clusters/one/uploads/day/1.parquet",
        "s3://bucket/clusters/one/uploads/../wal/1.parquet",
        "../wal/1.parquet",
        "day/./1.parquet",
        "day\\1.parquet",
        "/"
      })
  void whatLiesElsewhereIsRefused(String file) {
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> uploads.key(file))
        .withMessageContaining("below s3://bucket/clusters/one/uploads/");
  }

  @Test
  void thePlaceMayBeAnother() {
    Uploads other =
        uploads(
            Map.of(
                "aerie.storage-uri", STORAGE, "aerie.import-uri", "s3://lake/in?region=eu-west-1"));
    assertThat(other.key("s3://lake/in/1.csv")).isEqualTo("1.csv");
  }

  private static Uploads uploads(Map<String, String> settings) {
    return new Uploads(
        new SmallRyeConfigBuilder()
            .addDiscoveredConverters()
            .withMapping(ServerConfig.class)
            .withDefaultValues(settings)
            .build()
            .getConfigMapping(ServerConfig.class));
  }
}
