package dev.aerie.engine.encryption;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import java.io.IOException;
import java.net.URI;
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
      case AWS_KEY -> new AwsKms(value, find(PREFIX + "AWS_ENDPOINT").map(URI::create));
      case GOOGLE_KEY -> google(value);
      default -> new AzureKeyVault(value, azureToken());
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

  private KeyService google(String key) {
    String metadata = find("GCE_METADATA_HOST").orElse("metadata.google.internal");
    return new GoogleKms(
        find(PREFIX + "GOOGLE_ENDPOINT").map(URI::create).orElse(GoogleKms.ENDPOINT),
        key,
        find(PREFIX + "GOOGLE_TOKEN_FILE")
            .map(KeyServices::tokenFile)
            .orElseGet(() -> CloudIdentity.google(URI.create("http://" + metadata), clock)));
  }

  private Supplier<String> azureToken() {
    Optional<String> file = find(PREFIX + "AZURE_TOKEN_FILE");
    if (file.isPresent()) {
      return tokenFile(file.get());
    }
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
