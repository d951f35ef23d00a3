package dev.aerie.operator.cluster.model;

import dev.aerie.crds.Tier;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The settings of the data-plane container that are the same in each pod. */
final class Settings {

  /** A file system needs some room of its own. */
  private static final BigDecimal USABLE = new BigDecimal("0.9");

  private Settings() {}

  static ConfigMap configMap(Blueprint blueprint) {
    Map<String, String> data = new TreeMap<>();
    data.put("AERIE_CLUSTER_ID", blueprint.clusterId());
    data.put("AERIE_STORAGE_URI", blueprint.spec().storage().uri());
    data.put("AERIE_UNITS", String.valueOf(blueprint.cluster().compute().units()));
    data.put("AERIE_CACHE_BYTES", usableBytes(blueprint.cacheSize()));
    tier(blueprint).ifPresent(tier -> data.put("AERIE_TIER", tier));
    return new ConfigMapBuilder()
        .withMetadata(blueprint.metadata(Names.config(blueprint.name())))
        .withData(data)
        .build();
  }

  /** The tier of collections that name none; empty where it is what pods do without being told. */
  static Optional<String> tier(Blueprint blueprint) {
    return Optional.of(blueprint.spec().defaultTier())
        .filter(tier -> tier != Tier.AUTO)
        .map(Tier::text);
  }

  /** Credentials of the object store; none when the cluster names none. */
  static List<EnvVar> storageCredentials(Blueprint blueprint) {
    return credentials("STORAGE", blueprint.spec().storage().credentialsRef());
  }

  /** Credentials of one of the container's storages; none without a Secret. */
  static List<EnvVar> credentials(String storage, String secret) {
    return secret.isEmpty()
        ? List.of()
        : List.of(
            fromSecret(prefix(storage) + "ACCESS_KEY", secret, "accessKey"),
            fromSecret(prefix(storage) + "SECRET_KEY", secret, "secretKey"));
  }

  /** What the variables with the credentials of one of the container's storages begin with. */
  static String prefix(String storage) {
    return "AERIE_%s_".formatted(storage);
  }

  static EnvVar variable(String name, String value) {
    return new EnvVarBuilder().withName(name).withValue(value).build();
  }

  private static EnvVar fromSecret(String variable, String secret, String key) {
    return new EnvVarBuilder()
        .withName(variable)
        .withNewValueFrom()
        .withNewSecretKeyRef(key, secret, false)
        .endValueFrom()
        .build();
  }

  private static String usableBytes(Quantity volume) {
    return volume
        .getNumericalAmount()
        .multiply(USABLE)
        .setScale(0, RoundingMode.DOWN)
        .toPlainString();
  }
}
