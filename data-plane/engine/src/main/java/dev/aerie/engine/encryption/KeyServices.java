package dev.aerie.engine.encryption;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The key service that the environment names: {@code AERIE_ENCRYPTION_…}. */
final class KeyServices {
  private static final String PREFIX = "AERIE_ENCRYPTION_";
  private static final String KEYSET = PREFIX + "KEYSET_FILE";
  private static final String VAULT = PREFIX + "VAULT_ADDRESS";
  private static final String AWS_KEY = PREFIX + "AWS_KEY";
  private static final String GOOGLE_KEY = PREFIX + "GOOGLE_KEY";
  private static final String AZURE_KEY = PREFIX + "AZURE_KEY";
  private static final String AWS_ENDPOINT = PREFIX + "AWS_ENDPOINT";
  private static final String GOOGLE_ENDPOINT = PREFIX + "GOOGLE_ENDPOINT";
  private static final String GOOGLE_TOKEN = PREFIX + "GOOGLE_TOKEN_FILE";
  private static final String AZURE_TOKEN = PREFIX + "AZURE_TOKEN_FILE";

  /** The variables of which one, at most, is set: each names a kind of key service. */
  static final List<String> NAMES = List.of(KEYSET, VAULT, AWS_KEY, GOOGLE_KEY, AZURE_KEY);

  private final Map<String, String> environment;
  private final Clock clock;

  private KeyServices(Map<String, String> environment, Clock clock) {
    this.environment = environment;
    this.clock = clock;
  }

  /**
   * Empty where none is named.
   *
   * @throws EngineException {@link ErrorCode#INVALID_ARGUMENT} for variables that do not fit
   */
  static Optional<KeyService> of(Map<String, String> environment, Clock clock) {
    List<String> set = NAMES.stream().filter(environment::containsKey).toList();
    if (set.size() > 1) {
      throw wrong("%s are set; set one".formatted(String.join(" and ", set)));
    }
    KeyServices services = new KeyServices(environment, clock);
    return set.stream().findFirst().map(services::named);
  }

  private KeyService named(String variable) {
    String value = environment.get(variable);
    return switch (variable) {
      case KEYSET -> new LocalKeyset(Path.of(value));
      case VAULT -> vault(value);
      case AWS_KEY -> aws(value);
      case GOOGLE_KEY -> google(value);
      default -> azure(value);
    };
  }

  private KeyService vault(String address) {
    Supplier<String> token = tokenFile(required(VAULT, PREFIX + "VAULT_TOKEN_FILE"));
    String mount = find(PREFIX + "VAULT_MOUNT").orElse("transit");
    return new VaultTransit(
        URI.create("%s/v1/%s".formatted(address, mount)),
        required(VAULT, PREFIX + "VAULT_KEY"),
        token);
  }

  private KeyService aws(String key) {
    Optional<URI> endpoint = find(AWS_ENDPOINT).map(text -> url(AWS_ENDPOINT, text));
    endpoint.ifPresent(
        url -> CloudHosts.AWS.mustBeOwn(AWS_ENDPOINT, url, allowed(), Optional.empty()));
    return new AwsKms(key, endpoint);
  }

  private KeyService google(String key) {
    URI endpoint =
        find(GOOGLE_ENDPOINT).map(text -> url(GOOGLE_ENDPOINT, text)).orElse(GoogleKms.ENDPOINT);
    return new GoogleKms(
        endpoint,
        key,
        find(GOOGLE_TOKEN).map(KeyServices::tokenFile).orElseGet(() -> googleIdentity(endpoint)));
  }

  private Supplier<String> googleIdentity(URI endpoint) {
    CloudHosts.GOOGLE.mustBeOwn(GOOGLE_ENDPOINT, endpoint, allowed(), Optional.of(GOOGLE_TOKEN));
    String metadata = find("GCE_METADATA_HOST").orElse("metadata.google.internal");
    return CloudIdentity.google(URI.create("http://" + metadata), clock);
  }

  private KeyService azure(String key) {
    return new AzureKeyVault(
        key, find(AZURE_TOKEN).map(KeyServices::tokenFile).orElseGet(() -> azureIdentity(key)));
  }

  private Supplier<String> azureIdentity(String key) {
    CloudHosts.AZURE.mustBeOwn(AZURE_KEY, url(AZURE_KEY, key), allowed(), Optional.of(AZURE_TOKEN));
    String authority = find("AZURE_AUTHORITY_HOST").orElse("https://login.microsoftonline.com/");
    return CloudIdentity.azure(
        URI.create(authority),
        required(AZURE_KEY, "AZURE_TENANT_ID"),
        required(AZURE_KEY, "AZURE_CLIENT_ID"),
        tokenFile(required(AZURE_KEY, "AZURE_FEDERATED_TOKEN_FILE")),
        clock);
  }

  /** Read at each call, since tokens are renewed. */
  private static Supplier<String> tokenFile(String name) {
    Path file = Path.of(name);
    return () -> {
      try {
        return Files.readString(file).strip();
      } catch (IOException e) {
        throw wrong("token file %s can't be read: %s".formatted(file, e));
      }
    };
  }

  private Optional<String> allowed() {
    return find(CloudHosts.ALLOWED);
  }

  private static URI url(String variable, String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw wrong("%s: '%s' is no URL".formatted(variable, text));
    }
  }

  private Optional<String> find(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
  }

  private String required(String because, String name) {
    return find(name).orElseThrow(() -> wrong("%s is set, but %s is not".formatted(because, name)));
  }

  static EngineException wrong(String sentence) {
    return new EngineException(ErrorCode.INVALID_ARGUMENT, "encryption: " + sentence);
  }
}
