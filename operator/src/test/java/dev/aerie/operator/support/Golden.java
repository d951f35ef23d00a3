package dev.aerie.operator.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.aerie.crds.VectorCluster;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Objects as they are checked in; {@code UPDATE_GOLDEN=1} writes them anew. */
public final class Golden {

  private static final Path FOLDER = Path.of("src/test/resources/golden");

  private Golden() {}

  /** A cluster that objects are made of. */
  public static VectorCluster input(String name) throws IOException {
    return Serialization.unmarshal(
        Files.readString(FOLDER.resolve("inputs").resolve(name)), VectorCluster.class);
  }

  /** Compares objects with a file of {@code golden}. */
  public static void assertGolden(String name, List<? extends HasMetadata> objects)
      throws IOException {
    // Maps of the model have no order of their own.
    KubernetesSerialization yaml =
        new KubernetesSerialization(
            new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS), true);
    String actual = objects.stream().map(yaml::asYaml).collect(Collectors.joining());
    Path file = FOLDER.resolve(name);
    if (System.getenv("UPDATE_GOLDEN") != null) {
      Files.writeString(file, actual);
    }
    assertThat(file)
        .as("run the tests with UPDATE_GOLDEN=1, look at the difference, commit it")
        .content()
        .isEqualTo(actual);
  }
}
