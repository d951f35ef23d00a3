package dev.aerie.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * What a cluster should be. Absent texts are empty; what the API server would fill in is filled in
 * here too.
 *
 * @param engine the database engine; never changes
 * @param version version of the data plane, empty for the class's own
 * @param classRef name of a {@link VectorClusterClass}, empty for the default one
 * @param compute how much of it runs
 * @param storage where its data is
 * @param access how it is reached
 * @param keysRef name of the Secret whose entry {@code keys.json} opens the cluster, empty for none
 * @param suspend whether nothing shall run, while the data stays
 * @param deletionPolicy what happens to the data at the end
 * @param maintenanceWindow as in JSON, null when absent: use {@link #window()}
 * @param autoscaling as in JSON, null when absent: use {@link #scaler()}
 * @param bootstrap as in JSON, null when absent: use {@link #origin()}
 * @param idleSuspendAfter as in JSON, empty when absent: use {@link #idleLimit()}
 * @param tiering as in JSON, null when absent: use {@link #defaultTier()}
 * @param milvus as in JSON, null when absent: use {@link #milvusSettings()}
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "has(self.bootstrap) == has(oldSelf.bootstrap)",
    message = "bootstrap cannot be added or removed: it is read once, when the cluster is made")
@ValidationRule(
    value = "self.engine == 'milvus' || !has(self.milvus)",
    message = "milvus is for engine milvus only: remove it, or create a cluster of that engine")
@ValidationRule(
    value = "self.engine != 'milvus' || self.storage.uri.startsWith('s3://')",
    message = "storage.uri must begin with s3:// for engine milvus: it keeps data in a bucket only")
@ValidationRule(
    value =
        "self.engine != 'milvus' || !has(self.storage.cacheSize) || self.storage.cacheSize == ''",
    message = "storage.cacheSize is for engine aerie only: remove it")
@ValidationRule(
    value = "self.engine != 'milvus' || !has(self.storage.encryption)",
    message = "storage.encryption is for engine aerie only: encrypt the bucket in place of it")
@ValidationRule(
    value = "self.engine != 'milvus' || !has(self.keysRef) || self.keysRef == ''",
    message =
        "keysRef is for engine aerie only: name the Secret of root's password in"
            + " milvus.rootPasswordRef")
@ValidationRule(
    value =
        "self.engine != 'milvus' || !(has(self.autoscaling) || has(self.bootstrap) ||"
            + " has(self.maintenanceWindow) || has(self.idleSuspendAfter))",
    message =
        "autoscaling, bootstrap, idleSuspendAfter and maintenanceWindow are for engine aerie only:"
            + " remove them")
@ValidationRule(
    value = "self.engine != 'milvus' || !has(self.tiering)",
    message = "tiering is for engine aerie only: remove it")
public record VectorClusterSpec(
    @JsonPropertyDescription("Database engine. Never changes.")
        @Default("aerie")
        @ValidationRule(
            value = "self == oldSelf",
            message = "engine cannot be changed: create another cluster")
        Engine engine,
    @JsonPropertyDescription("Version of the data plane; empty: that of the class.") String version,
    @JsonPropertyDescription("Name of a VectorClusterClass; empty: the default one.")
        String classRef,
    @JsonPropertyDescription("How much of it runs.") Compute compute,
    @Required @JsonPropertyDescription("Where the data is.") Storage storage,
    @JsonPropertyDescription("How it is reached.") Access access,
    @JsonPropertyDescription(
            "Name of the Secret in the same namespace whose entry keys.json holds the API keys that"
                + " open the cluster; empty: no authentication.")
        String keysRef,
    @JsonPropertyDescription("Whether nothing shall run while the data stays.") @Default("false")
        boolean suspend,
    @JsonPropertyDescription("What happens to the data when the cluster is deleted.")
        @Default("Retain")
        DeletionPolicy deletionPolicy,
    @JsonPropertyDescription(
            "When pods that serve may be restarted for a change; absent: at any time.")
        MaintenanceWindow maintenanceWindow,
    @JsonPropertyDescription(
            "How the size follows the load, from spec.compute on; absent: it does not.")
        Autoscaling autoscaling,
    @JsonPropertyDescription("What it begins with; absent: nothing. Never changes.")
        Bootstrap bootstrap,
    @JsonPropertyDescription(
            "A cluster that no client has called for so long sleeps: nothing runs, and the next call"
                + " wakes it. 1m to 720h, in hours and minutes; absent: it never sleeps.")
        @Size(max = 20)
        @ValidationRule(
            value = Cron.IDLE_RULE,
            message =
                "idleSuspendAfter must be 1m to 720h, written in hours and minutes such as 1h30m")
        String idleSuspendAfter,
    @JsonPropertyDescription("Where rows are kept between reads.") Tiering tiering,
    @JsonPropertyDescription("What only clusters of engine milvus have.") MilvusSettings milvus) {

  /** A cluster whose pods may be restarted at any time and whose size stays. */
  public VectorClusterSpec(
      Engine engine,
      String version,
      String classRef,
      Compute compute,
      Storage storage,
      Access access,
      String keysRef,
      boolean suspend,
      DeletionPolicy deletionPolicy) {
    this(
        engine,
        version,
        classRef,
        compute,
        storage,
        access,
        keysRef,
        suspend,
        deletionPolicy,
        null,
        null,
        null,
        "",
        null,
        null);
  }

  /** Fills in what is absent. */
  public VectorClusterSpec {
    engine = engine == null ? Engine.AERIE : engine;
    version = version == null ? "" : version;
    classRef = classRef == null ? "" : classRef;
    compute = compute == null ? Compute.SMALLEST : compute;
    access = access == null ? Access.DEFAULT : access;
    keysRef = keysRef == null ? "" : keysRef;
    deletionPolicy = deletionPolicy == null ? DeletionPolicy.RETAIN : deletionPolicy;
    idleSuspendAfter = idleSuspendAfter == null ? "" : idleSuspendAfter;
  }

  /** When pods that serve may be restarted; empty: at any time. */
  public Optional<MaintenanceWindow> window() {
    return Optional.ofNullable(maintenanceWindow);
  }

  /** How the size follows the load; empty: it does not. */
  public Optional<Autoscaling> scaler() {
    return Optional.ofNullable(autoscaling);
  }

  /** What it begins with; empty: nothing. */
  public Optional<Bootstrap> origin() {
    return Optional.ofNullable(bootstrap);
  }

  /** After how long without a client's call it sleeps; empty: never. */
  public Optional<Duration> idleLimit() {
    return idleSuspendAfter.isEmpty()
        ? Optional.empty()
        : Optional.of(Duration.parse("PT" + idleSuspendAfter.toUpperCase(Locale.ROOT)));
  }

  /** Where rows are kept between reads whose collection does not say it itself. */
  public Tier defaultTier() {
    return Optional.ofNullable(tiering).map(Tiering::defaultTier).orElse(Tier.AUTO);
  }

  /** What only clusters of engine milvus have. */
  public MilvusSettings milvusSettings() {
    return Optional.ofNullable(milvus).orElse(MilvusSettings.DEFAULT);
  }
}
