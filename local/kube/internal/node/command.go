package node

import (
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"
)

// NewCommand makes the command "node".
func NewCommand() *cobra.Command {
	var options Options
	command := &cobra.Command{
		Use:   "node",
		Short: "Run pods as processes of this machine until told to end",
		Args:  cobra.NoArgs,
		RunE: func(command *cobra.Command, _ []string) error {
			ctx, cancel := signal.NotifyContext(command.Context(), syscall.SIGTERM, syscall.SIGINT)
			defer cancel()
			return Run(ctx, options)
		},
	}
	options.AddFlags(command.Flags())
	return command
}
