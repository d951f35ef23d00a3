package dev.aerie.operator.cluster.model;

import dev.aerie.crds.Encryption;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who keeps the key of a cluster's objects, as the data-plane container is told: the key, or the
 * token that opens its service, comes as a file of a Secret, so that a renewal is read without a
 * restart.
 */
final class EncryptionSettings {

  private static final String VOLUME = "encryption";
  private static final String PATH = "/etc/aerie/encryption";
  private static final String TOKEN = PATH + "/token";

  private EncryptionSettings() {}

  static List<EnvVar> environment(Blueprint blueprint) {
    return encryption(blueprint)
        .map(
            encryption ->
                Stream.of(
                        keyset(encryption.keysetRef()),
                        Optional.ofNullable(encryption.vault()).map(EncryptionSettings::vault),
                        Optional.ofNullable(encryption.aws()).map(EncryptionSettings::aws),
                        Optional.ofNullable(encryption.google()).map(EncryptionSettings::google),
                        Optional.ofNullable(encryption.azure()).map(EncryptionSettings::azure))
                    .flatMap(Optional::stream)
                    .flatMap(List::stream)
                    .filter(variable -> !variable.getValue().isEmpty())
                    .toList())
        .orElse(List.of());
  }

  static List<Volume> volumes(Blueprint blueprint) {
    return secret(blueprint)
        .map(
            name ->
                new VolumeBuilder()
                    .withName(VOLUME)
                    .withNewSecret()
                    .withSecretName(name)
                    .endSecret()
                    .build())
        .stream()
        .toList();
  }

  static List<VolumeMount> mounts(Blueprint blueprint) {
    return secret(blueprint)
        .map(
            _ ->
                new VolumeMountBuilder()
                    .withName(VOLUME)
                    .withMountPath(PATH)
                    .withReadOnly(true)
                    .build())
        .stream()
        .toList();
  }

  private static Optional<Encryption> encryption(Blueprint blueprint) {
    return blueprint.spec().storage().encrypted();
  }

  private static Optional<String> secret(Blueprint blueprint) {
    return encryption(blueprint).flatMap(Encryption::secret);
  }

  private static Optional<List<EnvVar>> keyset(String secret) {
    return secret.isEmpty()
        ? Optional.empty()
        : Optional.of(List.of(variable("KEYSET_FILE", PATH + "/keyset.json")));
  }

  private static List<EnvVar> vault(Encryption.Vault vault) {
    return List.of(
        variable("VAULT_ADDRESS", vault.address()),
        variable("VAULT_KEY", vault.key()),
        variable("VAULT_MOUNT", vault.mount()),
        variable("VAULT_TOKEN_FILE", TOKEN));
  }

  private static List<EnvVar> aws(Encryption.Aws aws) {
    return List.of(variable("AWS_KEY", aws.key()), variable("AWS_ENDPOINT", aws.endpoint()));
  }

  private static List<EnvVar> google(Encryption.Google google) {
    return List.of(
        variable("GOOGLE_KEY", google.key()),
        variable("GOOGLE_ENDPOINT", google.endpoint()),
        variable("GOOGLE_TOKEN_FILE", google.tokenRef().isEmpty() ? "" : TOKEN));
  }

  private static List<EnvVar> azure(Encryption.Azure azure) {
    return List.of(
        variable("AZURE_KEY", azure.key()),
        variable("AZURE_TOKEN_FILE", azure.tokenRef().isEmpty() ? "" : TOKEN));
  }

  private static EnvVar variable(String name, String value) {
    return Settings.variable("AERIE_ENCRYPTION_" + name, value);
  }
}
