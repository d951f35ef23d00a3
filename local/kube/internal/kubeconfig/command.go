// Package kubeconfig is the command that gives a user access to the cluster.
package kubeconfig

import (
	"errors"
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"aerie.dev/local/kube/internal/atomicfile"
	"aerie.dev/local/kube/internal/pki"
)

// NewCommand makes the command "kubeconfig".
func NewCommand() *cobra.Command {
	var dir, user, out string
	var groups []string
	command := &cobra.Command{
		Use:   "kubeconfig --dir DIR --user NAME [--group G]... [--out FILE]",
		Short: "Sign a client certificate for a user, or a service account by its full name",
		Args:  cobra.NoArgs,
		RunE: func(command *cobra.Command, _ []string) error {
			if dir == "" || user == "" {
				return errors.New("--dir and --user are needed: the cluster's folder and the user's name")
			}
			data, err := sign(dir, user, groups)
			if err != nil {
				return err
			}
			if out == "" {
				_, err = command.OutOrStdout().Write(data)
				return err
			}
			return atomicfile.Write(out, data, 0o600)
		},
	}
	command.Flags().StringVar(&dir, "dir", "", "folder of the cluster")
	command.Flags().StringVar(&user, "user", "", "user to become, such as system:serviceaccount:NAMESPACE:NAME")
	command.Flags().StringArrayVar(&groups, "group", nil, "group the user is a member of")
	command.Flags().StringVar(&out, "out", "", "file to write; empty: standard output")
	return command
}

func sign(dir, user string, groups []string) ([]byte, error) {
	authority, err := pki.Open(filepath.Join(dir, "pki"))
	if err != nil {
		return nil, fmt.Errorf("there is no cluster in %s: start one with aerie-kube cluster --dir (%w)", dir, err)
	}
	server, err := pki.Server(filepath.Join(dir, "kubeconfig"))
	if err != nil {
		return nil, fmt.Errorf("the cluster in %s has not been started yet: %w", dir, err)
	}
	return authority.Kubeconfig(server, user, groups...)
}
