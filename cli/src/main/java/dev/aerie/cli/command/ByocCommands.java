package dev.aerie.cli.command;

import dev.aerie.cli.byoc.Bundle;
import dev.aerie.cli.byoc.Signing;
import dev.aerie.cli.preflight.Finding;
import dev.aerie.cli.preflight.Preflight;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What a region in a customer's own Kubernetes is made of. */
@Command(
    name = "byoc",
    description = "Make and check what a region in a customer's own Kubernetes is made of.",
    mixinStandardHelpOptions = true)
public final class ByocCommands {
  @Spec private CommandSpec command;

  /** Writes a signed bundle. */
  @Command(description = "Write a signed bundle: rights, definitions, agent, and a report of them.")
  int bundle(
      @Parameters(paramLabel = "FOLDER", description = "A new one.") Path folder,
      @Option(names = "--region", required = true, description = "The region's name.")
          String region,
      @Option(names = "--control-plane", required = true, description = "Its URL for the agent.")
          String controlPlane,
      @Option(
              names = "--storage",
              required = true,
              description = "URI under which clusters keep their data, as in s3://bucket/prefix.")
          String storage,
      @Option(
              names = "--storage-secret",
              defaultValue = "",
              description =
                  "Secret of aerie-system with accessKey and secretKey of that storage; none: nodes"
                      + " or pods have an identity that opens it.")
          String storageSecret,
      @Option(
              names = "--image",
              defaultValue = "aerie/operator:0.1.0",
              description = "The agent's.")
          String image,
      @Option(
              names = "--signing-key",
              required = true,
              description = "Ed25519 key of the platform, PKCS#8 PEM.")
          Path key) {
    new Bundle(folder)
        .write(
            Map.of(
                "regionName", region,
                "controlPlaneUrl", controlPlane,
                "storageBaseUri", storage,
                "storageCredentialsSecret", storageSecret,
                "image", image),
            Signing.privateKey(key));
    tell("Written to " + folder + ". Read REPORT.md; check with: aerie byoc verify " + folder);
    return 0;
  }

  /** Checks a bundle before it is applied. */
  @Command(description = "Check that a bundle is whole and signed by the platform's key.")
  int verify(
      @Parameters(paramLabel = "FOLDER") Path folder,
      @Option(
              names = "--public-key",
              required = true,
              description = "Ed25519 public key of the platform, PEM.")
          Path key) {
    new Bundle(folder).verify(Signing.publicKey(key));
    tell("The bundle is whole and signed by this key.");
    return 0;
  }

  /** Looks whether a bundle will work where it is to be applied. */
  @Command(
      description =
          "Check versions, rights, storage class, object store and the way to the control plane,"
              + " and say what to put right.")
  int preflight(
      @Parameters(paramLabel = "FOLDER", description = "The bundle's.") Path folder,
      @Mixin KubectlOptions kubectl) {
    List<Finding> found = new Preflight(folder, kubectl.kubectl(), storageKeys()).run();
    found.forEach(finding -> tell(finding.text()));
    return found.stream().allMatch(Finding::passed) ? 0 : 1;
  }

  private static Optional<Preflight.Keys> storageKeys() {
    String access = System.getenv("AERIE_STORAGE_ACCESS_KEY");
    String secret = System.getenv("AERIE_STORAGE_SECRET_KEY");
    return access == null || secret == null
        ? Optional.empty()
        : Optional.of(
            new Preflight.Keys(
                access, secret, "AERIE_STORAGE_ACCESS_KEY, AERIE_STORAGE_SECRET_KEY"));
  }

  private void tell(String sentence) {
    command.commandLine().getOut().println(sentence);
  }
}
