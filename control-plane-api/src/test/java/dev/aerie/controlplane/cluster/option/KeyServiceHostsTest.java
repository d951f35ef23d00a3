package dev.aerie.controlplane.cluster.option;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import dev.aerie.controlplane.support.JavaSources;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/**
 * The API lets a cluster name the hosts that its pods show their identity to, and no other. The
 * engine that pods run has these hosts too, and no module may depend on both.
 */
class KeyServiceHostsTest {
  private static final String EXAMPLES =
      "../data-plane/engine/src/test/resources/dev/aerie/engine/encryption/key-service-hosts.csv";

  @Test
  void theHostsAreThoseOfTheEngine() throws IOException {
    assertThat(hosts("control-plane-api", "controlplane/cluster/option/KeyServiceHosts.java"))
        .isEqualTo(hosts("data-plane/engine", "engine/encryption/CloudHosts.java"))
        .containsOnlyKeys("AWS", "GOOGLE", "AZURE");
  }

  @ParameterizedTest
  @CsvFileSource(files = EXAMPLES, useHeadersInDisplayName = true)
  void aUrlIsTheCloudsOwnWhereItIsForTheEngine(KeyServiceHosts cloud, String url, boolean own) {
    assertThat(cloud.isOwn(url)).isEqualTo(own);
  }

  /** The patterns of an enum of clouds, whose constants are made with them last. */
  private static Map<String, Object> hosts(String module, String file) throws IOException {
    Map<String, Object> patterns = new TreeMap<>();
    for (CompilationUnitTree unit : JavaSources.parse(List.of(JavaSources.of(module, file)))) {
      new TreeScanner<Void, Void>() {
        @Override
        public Void visitVariable(VariableTree variable, Void none) {
          if (variable.getInitializer() instanceof NewClassTree made
              && made.getArguments().getLast() instanceof LiteralTree pattern) {
            patterns.put(variable.getName().toString(), pattern.getValue());
          }
          return super.visitVariable(variable, none);
        }
      }.scan(unit, null);
    }
    return patterns;
  }
}
