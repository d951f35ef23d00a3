package dev.aerie.local.testing;

/** Parts of the tests, in the order in which they run: what fails soonest comes first. */
public enum Suite {
  /** Formatting of Java, Go, TypeScript. */
  format,
  /**
   * All Maven modules: compiled with Error Prone, architecture rules, unit and integration tests.
   */
  java,
  /** The embedded Kubernetes. */
  kube,
  /** The Terraform provider. */
  terraform,
  /** The console. */
  console,
  /** The control plane, killed under load, and called with whatever its description allows. */
  api,
  /** The data-plane server's processes, driven by Milvus's own client. */
  wire,
  /** The whole platform from outside. */
  e2e
}
