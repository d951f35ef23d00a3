package dev.aerie.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.vector.VectorModule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineConfigTest {
  @TempDir Path folder;

  @Test
  void worksByDefault() {
    assertThat(EngineConfig.builder(folder).build().role()).isEqualTo(EngineConfig.Role.AUTO);
  }

  @Test
  void saysWhatIsWrong() {
    refused("podName", c -> c.podName(" "));
    refused("cacheBytes", c -> c.cacheBytes(0));
    refused("memtableBytes", c -> c.memtableBytes(1000).flushBytes(2000));
    refused("recallFloor", c -> c.recallFloor(1.5));
    refused("answerBytes", c -> c.answerBytes(0));
    refused("leaseTime", c -> c.lease(Duration.ofSeconds(1), Duration.ofSeconds(1)));
  }

  @Test
  void refusesAJvmWithoutTheVectorModule() throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                WithoutVectorModule.class.getName())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(output).contains("UNSUPPORTED").contains("--add-modules jdk.incubator.vector");
  }

  /** Run by a JVM that was not given the module. */
  static final class WithoutVectorModule {
    private WithoutVectorModule() {}

    public static void main(String[] args) {
      try {
        VectorModule.require();
      } catch (EngineException e) {
        System.out.println(e.code() + " " + e.getMessage());
      }
    }
  }

  private void refused(String key, UnaryOperator<EngineConfig.Builder> change) {
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> change.apply(EngineConfig.builder(folder)).build())
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
        .withMessageContaining(key);
  }
}
