package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.Surroundings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class OpenApiTest {
  private static final Path CHECKED_IN = Path.of("..", "docs", "openapi.yaml");

  @Test
  void checkedInDescriptionIsWhatTheCodeSays() throws IOException {
    String generated = Api.anonymous().get("/q/openapi?format=yaml").mustBe(200).text();
    if (Boolean.getBoolean("aerie.openapi.write")) {
      Files.writeString(CHECKED_IN, generated);
    }

    assertThat(generated).startsWith("---\nopenapi: 3.1");
    assertThat(Files.readString(CHECKED_IN))
        .as("docs/openapi.yaml; write it anew with -Dtest.jvm.args=-Daerie.openapi.write=true")
        .isEqualTo(generated);
  }
}
