package dev.aerie.local.testing;

/** What people get to run, each with a part that it cannot be without. */
enum Shipped {
  CONTROL_PLANE("control-plane-api", "pkg:maven/io.quarkus/quarkus-core@"),
  OPERATOR("operator", "pkg:maven/io.quarkus/quarkus-core@"),
  DATA_PLANE("data-plane/server", "pkg:maven/io.quarkus/quarkus-core@"),
  CLI("cli", "pkg:maven/info.picocli/picocli@"),
  LOCAL("local", "pkg:maven/info.picocli/picocli@"),
  CONSOLE("console-ui", "pkg:npm/react@"),
  KUBE("local/kube", "pkg:golang/k8s.io/apiserver@"),
  TERRAFORM("terraform", "pkg:golang/github.com/hashicorp/terraform-plugin-framework@");

  private final String module;
  private final String part;

  Shipped(String module, String part) {
    this.module = module;
    this.part = part;
  }

  /** Its folder. */
  String module() {
    return module;
  }

  /** How a part it always has begins, as a package URL. */
  String part() {
    return part;
  }

  /** How all its parts begin, such as {@code pkg:npm/}. */
  String kind() {
    return part.substring(0, part.indexOf('/') + 1);
  }
}
