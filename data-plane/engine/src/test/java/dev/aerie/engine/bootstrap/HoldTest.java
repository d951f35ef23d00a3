package dev.aerie.engine.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.aerie.engine.backup.BackupStore;
import dev.aerie.engine.objectstore.LocalObjectStore;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HoldTest {
  @TempDir Path folder;

  @Test
  void clusterOfTheControlPlaneMayHold() {
    var store = new LocalObjectStore(folder);
    String holder = "cls_01m8hwc74hegvsk1p9dsxrwdty";

    assertThat(new BackupStore(store).exists(Hold.name(holder))).isFalse();
    assertThatCode(() -> new Hold(store, Clock.systemUTC()).release(holder))
        .doesNotThrowAnyException();
  }
}
