package dev.aerie.operator.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.crds.Marks;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Pods start anew when the keys are others, and for nothing else that is done with the copy. */
class StorageKeysTest {

  private static final Map<String, String> KEYS = Map.of("accessKey", "QQ==", "secretKey", "Qg==");

  @Test
  void aCopyThatHasTheKeysKeepsItsVersion() {
    Secret labelled =
        new SecretBuilder(copy())
            .editMetadata()
            .addToLabels("people", "were here")
            .withResourceVersion("99")
            .endMetadata()
            .addToData("note", "Qw==")
            .build();

    assertThat(StorageKeys.version(Optional.of(copy()), KEYS)).isEqualTo("first");
    assertThat(StorageKeys.version(Optional.of(labelled), KEYS)).isEqualTo("first");
    assertThat(StorageKeys.of(labelled)).isEqualTo(new StorageKeys("copy", "first"));
  }

  @Test
  void otherKeysHaveAnotherVersion() {
    Map<String, String> others = Map.of("accessKey", "QQ==", "secretKey", "Qw==");

    assertThat(StorageKeys.version(Optional.of(copy()), others)).isNotBlank().isNotEqualTo("first");
    assertThat(StorageKeys.version(Optional.empty(), KEYS)).isNotBlank();
  }

  private static Secret copy() {
    return new SecretBuilder()
        .withNewMetadata()
        .withName("copy")
        .withResourceVersion("7")
        .addToAnnotations(Marks.STORAGE_CREDENTIALS, "first")
        .endMetadata()
        .withData(KEYS)
        .build();
  }
}
