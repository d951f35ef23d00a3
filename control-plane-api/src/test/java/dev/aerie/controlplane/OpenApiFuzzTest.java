package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.FakeAgent;
import dev.aerie.controlplane.support.IdentityProvider;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.Tenant;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * Runs the Python tests of {@code src/test/python} against this control plane; {@code
 * AERIE_TEST_PYTHON} is a Python that has what their {@code requirements.txt} lists.
 */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
@EnabledIfEnvironmentVariable(named = "AERIE_TEST_PYTHON", matches = ".+")
class OpenApiFuzzTest {
  private static final int MINUTES = 8;

  IdentityProvider people;

  @Test
  void everyAnswerIsDocumented() throws IOException, InterruptedException {
    Tenant tenant = Tenant.make(people);
    FakeAgent.present();
    tenant.newCluster("tried").mustBe(202);
    var pytest =
        new ProcessBuilder(System.getenv("AERIE_TEST_PYTHON"), "-m", "pytest", "test_openapi.py")
            .directory(Path.of("src", "test", "python").toFile())
            .inheritIO();
    pytest.environment().put("AERIE_TEST_URL", Api.address());
    pytest.environment().put("AERIE_TEST_KEY", tenant.owner().credential());
    Process running = pytest.start();
    try {
      assertThat(running.waitFor(MINUTES, TimeUnit.MINUTES)).as("pytest has ended").isTrue();
      assertThat(running.exitValue()).as("exit code of pytest, see its output").isZero();
    } finally {
      running.destroyForcibly();
    }
  }
}
