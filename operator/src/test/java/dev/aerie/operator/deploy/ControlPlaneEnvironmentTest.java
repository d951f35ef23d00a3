package dev.aerie.operator.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.EnvVar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The control plane's chart sets what the server reads, and all of it. */
@EnabledIfEnvironmentVariable(named = Helm.BINARY, matches = ".+")
class ControlPlaneEnvironmentTest {

  private static final Path SERVER = Path.of("../control-plane-api/src/main");
  private static final Path PROPERTIES = SERVER.resolve("resources/application.properties");
  private static final Path ARCHITECTURE = Path.of("../docs/architecture.md");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{(AERIE_\\w+)");
  private static final Pattern DOCUMENTED = Pattern.compile("`(AERIE_\\w+)`");
  private static final Pattern PREFIX =
      Pattern.compile("@ConfigMapping\\(prefix = \"([^\"]+)\"\\)");
  private static final Pattern KEY = Pattern.compile("(?m)^  [\\w<>]+ (\\w+)\\(\\);");
  private static final Pattern SECRET = Pattern.compile(".*(PASSWORD|SECRET|TOKEN).*");

  @Test
  void setsNothingThatTheServerDoesNotRead() throws Exception {
    Set<String> read = properties();
    read.addAll(configClasses());

    assertThat(read).contains("AERIE_DB_URL", "AERIE_MAILS_PER_DAY", "AERIE_PUBLIC_URL");
    assertThat(everything().keySet())
        .filteredOn(name -> !name.equals("QUARKUS_LOG_LEVEL"))
        .isSubsetOf(read);
  }

  @Test
  void setsAllThatTheServerIsToldByItsEnvironment() throws Exception {
    assertThat(documented()).contains("AERIE_SECRET_KEY_BEFORE", "AERIE_TRUSTED_PROXY_HEADER");

    assertThat(everything()).containsKeys(properties().toArray(String[]::new));
    assertThat(everything()).containsKeys(documented().toArray(String[]::new));
  }

  @Test
  void valuesArriveAsTheyWereGiven() throws Exception {
    assertThat(everything())
        .allSatisfy(
            (name, variable) ->
                assertThat(variable.getValue() == null).isEqualTo(SECRET.matcher(name).matches()));
    Map<String, String> given =
        everything().values().stream()
            .filter(variable -> variable.getValue() != null)
            .collect(Collectors.toMap(EnvVar::getName, EnvVar::getValue));
    assertThat(given)
        .containsEntry("AERIE_HTTP_HOST", "::")
        .containsEntry("AERIE_MANAGEMENT_PORT", "19000")
        .containsEntry("AERIE_MAILS_PER_DAY", "2000000")
        .containsEntry("AERIE_RATE_LIMIT_BURST", "3000000")
        .containsEntry("AERIE_PLATFORM_ADMINISTRATORS", "one@example.com,two@example.com")
        .containsEntry("AERIE_TRUSTED_PROXY_RANGES", "10.20.0.0/16,2001:db8::/32")
        .containsEntry("QUARKUS_LOG_LEVEL", "DEBUG");
    assertThat(everything().get("AERIE_SECRET_KEY_BEFORE").getValueFrom().getSecretKeyRef())
        .matches(entry -> entry.getName().equals("keys") && entry.getKey().equals("before"));
  }

  /** What is not said is left to the server, and no Secret is asked for that nobody named. */
  @Test
  void saysNothingOfWhatWasNotGiven() throws Exception {
    assertThat(ControlPlaneChart.environment(ControlPlaneChart.template(ControlPlaneChart.least())))
        .doesNotContainKeys(
            "AERIE_SECRET_KEY", "AERIE_SMTP_HOST", "AERIE_SMTP_PASSWORD", "AERIE_REGION_NAME")
        .doesNotContainKeys("AERIE_REGION_TOKEN", "AERIE_TRUSTED_PROXY_RANGES")
        .containsKeys("AERIE_DB_OWNER_PASSWORD", "AERIE_DB_APP_PASSWORD")
        .containsKeys("AERIE_OIDC_CLIENT_SECRET");
  }

  private static Map<String, EnvVar> everything() throws Exception {
    return ControlPlaneChart.environment(ControlPlaneChart.template(ControlPlaneChart.EVERYTHING));
  }

  private static Set<String> properties() throws IOException {
    return found(VARIABLE, Files.readString(PROPERTIES));
  }

  /** Those of the table for the control plane, and the limits of calls. */
  private static Set<String> documented() throws IOException {
    String page = Files.readString(ARCHITECTURE);
    String table =
        page.substring(
            page.indexOf("The control plane is configured by environment"),
            page.indexOf("Realm `aerie`"));
    Set<String> names = found(DOCUMENTED, table);
    names.addAll(List.of("AERIE_RATE_LIMIT_BURST", "AERIE_RATE_LIMIT_PER_SECOND"));
    return names;
  }

  /** What interfaces with a prefix read, by the names that environment variables have for it. */
  private static Set<String> configClasses() throws IOException {
    Set<String> names = new TreeSet<>();
    try (Stream<Path> files = Files.walk(SERVER.resolve("java"))) {
      for (Path file : files.filter(each -> each.toString().endsWith("Config.java")).toList()) {
        String source = Files.readString(file);
        for (String prefix : found(PREFIX, source)) {
          found(KEY, source).forEach(key -> names.add(variable(prefix + "." + key)));
        }
      }
    }
    return names;
  }

  private static String variable(String key) {
    return key.replaceAll("([A-Z])", "_$1").replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
  }

  private static Set<String> found(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map((MatchResult one) -> one.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
