package dev.aerie.controlplane.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aerie.controlplane.problem.Problem;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SecretBoxTest {
  private static final String KEY = "0123456789abcdef0123456789abcdef";
  private static final String NEXT = "another key of thirty-two characters";

  @Test
  void secretOpensForItsRowOnly() {
    SecretBox box = box(Optional.of(KEY), Optional.empty());
    String stored = box.close("org_1/snk_1", "hunter2");

    assertThat(stored).doesNotContain("hunter2").isNotEqualTo(box.close("org_1/snk_1", "hunter2"));
    assertThat(box.open("org_1/snk_1", stored)).isEqualTo("hunter2");
    assertThatThrownBy(() -> box.open("org_2/snk_1", stored))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("org_2/snk_1")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void changedTextDoesNotOpen() {
    SecretBox box = box(Optional.of(KEY), Optional.empty());
    String stored = box.close("row", "hunter2");
    String changed =
        stored.substring(0, 30) + (stored.charAt(30) == 'A' ? 'B' : 'A') + stored.substring(31);

    assertThatThrownBy(() -> box.open("row", changed)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void keyIsReplacedWhileTheOneBeforeStillOpens() {
    String stored = box(Optional.of(KEY), Optional.empty()).close("row", "hunter2");

    assertThat(box(Optional.of(NEXT), Optional.of(KEY)).open("row", stored)).isEqualTo("hunter2");
    assertThatThrownBy(() -> box(Optional.of(NEXT), Optional.empty()).open("row", stored))
        .hasMessageContaining("AERIE_SECRET_KEY");
  }

  @Test
  void withoutAKeyNothingIsKept() {
    assertThatThrownBy(() -> box(Optional.empty(), Optional.empty()).close("row", "hunter2"))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("AERIE_SECRET_KEY");
    assertThatThrownBy(() -> box(Optional.of("short"), Optional.empty()))
        .isInstanceOf(IllegalStateException.class);
  }

  private static SecretBox box(Optional<String> key, Optional<String> before) {
    return new SecretBox(
        new SecretConfig() {
          @Override
          public Optional<String> key() {
            return key;
          }

          @Override
          public Optional<String> keyBefore() {
            return before;
          }
        });
  }
}
