package dev.aerie.controlplane.access;

import dev.aerie.controlplane.problem.Problem;
import java.util.Optional;

/** What organisations ask of those who sign in. */
public interface SignInRules {
  /**
   * Looks at a sign-in before it opens or changes anything.
   *
   * @param account the id of the account, if there is one
   * @throws Problem 403 when the person must not come this way
   */
  void check(SignIn signIn, Optional<String> account);

  /**
   * Gives a person whose sign-in holds what their organisation's identity provider says they have.
   *
   * @throws Problem 403 when that is nothing
   */
  void admit(SignIn signIn, Principal person);
}
