import * as k8s from 'cdk8s-plus-28/lib/imports/k8s.js';
import type { INetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy';
import type { INetworkPolicyPeer } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicyPeer';
import type { IPolicyRule } from 'kubernetes-models/rbac.authorization.k8s.io/v1/PolicyRule';
import type { IClusterRole } from 'kubernetes-models/rbac.authorization.k8s.io/v1/ClusterRole';
import type { IClusterRoleBinding } from 'kubernetes-models/rbac.authorization.k8s.io/v1/ClusterRoleBinding';
import type { IRole } from 'kubernetes-models/rbac.authorization.k8s.io/v1/Role';
import type { IRoleBinding } from 'kubernetes-models/rbac.authorization.k8s.io/v1/RoleBinding';
import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap';
import type { INamespace } from 'kubernetes-models/v1/Namespace';
import type { IService } from 'kubernetes-models/v1/Service';
import type { IServiceAccount } from 'kubernetes-models/v1/ServiceAccount';
import type { IPodDisruptionBudget } from 'kubernetes-models/policy/v1/PodDisruptionBudget';
import type { IPriorityClass } from 'kubernetes-models/scheduling.k8s.io/v1/PriorityClass';
import { kind } from './kind.js';

/** The workload models of cdk8s-plus-28: Deployment, StatefulSet, DaemonSet, Job, CronJob, and what pods are made of. */
export { k8s };
export type { INetworkPolicyPeer, IPolicyRule };

export const ClusterRole = kind<IClusterRole>('rbac.authorization.k8s.io/v1', 'ClusterRole', 'Cluster');
export const ClusterRoleBinding = kind<IClusterRoleBinding>(
  'rbac.authorization.k8s.io/v1',
  'ClusterRoleBinding',
  'Cluster',
);
export const ConfigMap = kind<IConfigMap>('v1', 'ConfigMap');
export const Namespace = kind<INamespace>('v1', 'Namespace', 'Cluster');
export const NetworkPolicy = kind<INetworkPolicy>('networking.k8s.io/v1', 'NetworkPolicy');
export const PodDisruptionBudget = kind<IPodDisruptionBudget>('policy/v1', 'PodDisruptionBudget');
export const PriorityClass = kind<IPriorityClass>('scheduling.k8s.io/v1', 'PriorityClass', 'Cluster');
export const Role = kind<IRole>('rbac.authorization.k8s.io/v1', 'Role');
export const RoleBinding = kind<IRoleBinding>('rbac.authorization.k8s.io/v1', 'RoleBinding');
export const Service = kind<IService>('v1', 'Service');
export const ServiceAccount = kind<IServiceAccount>('v1', 'ServiceAccount');
