package cluster

import (
	"context"
	_ "embed"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	rbacv1 "k8s.io/client-go/applyconfigurations/rbac/v1"
	storagev1 "k8s.io/client-go/applyconfigurations/storage/v1"
	"k8s.io/client-go/kubernetes"
	"sigs.k8s.io/yaml"
)

var (
	//go:embed manifests/node-role.yaml
	nodeRole []byte
	//go:embed manifests/node-binding.yaml
	nodeBinding []byte
	//go:embed manifests/storage-class.yaml
	storageClass []byte
)

// bootstrap applies what a cluster with a node has from its beginning: the node's rights and the storage class.
func bootstrap(ctx context.Context, client kubernetes.Interface) error {
	options := metav1.ApplyOptions{FieldManager: "aerie-kube", Force: true}

	role := &rbacv1.ClusterRoleApplyConfiguration{}
	if err := yaml.UnmarshalStrict(nodeRole, role); err != nil {
		return err
	}
	if _, err := client.RbacV1().ClusterRoles().Apply(ctx, role, options); err != nil {
		return err
	}
	binding := &rbacv1.ClusterRoleBindingApplyConfiguration{}
	if err := yaml.UnmarshalStrict(nodeBinding, binding); err != nil {
		return err
	}
	if _, err := client.RbacV1().ClusterRoleBindings().Apply(ctx, binding, options); err != nil {
		return err
	}
	class := &storagev1.StorageClassApplyConfiguration{}
	if err := yaml.UnmarshalStrict(storageClass, class); err != nil {
		return err
	}
	_, err := client.StorageV1().StorageClasses().Apply(ctx, class, options)
	return err
}
