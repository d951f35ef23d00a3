import { QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { BrowserRouter, Navigate, Route, Routes } from 'react-router';
import { newQueryClient } from './api/queries';
import { AccountListPage } from './accounts/AccountListPage';
import { NewAccountPage } from './accounts/NewAccountPage';
import { AlertPage } from './alerts/AlertPage';
import { NewChannelPage } from './alerts/NewChannelPage';
import { NewRulePage } from './alerts/NewRulePage';
import { AuditPage } from './audit/AuditPage';
import { BackupListPage } from './backups/BackupListPage';
import { ClusterPage } from './clusters/ClusterPage';
import { ClusterListPage } from './clusters/ClusterListPage';
import { NewClusterPage } from './clusters/NewClusterPage';
import { InvitationPage } from './invitations/InvitationPage';
import { KeyListPage } from './keys/KeyListPage';
import { NewKeyPage } from './keys/NewKeyPage';
import { InvitePage } from './members/InvitePage';
import { MemberListPage } from './members/MemberListPage';
import { NotFoundPage } from './NotFoundPage';
import { HomePage } from './projects/HomePage';
import { ProjectListPage } from './projects/ProjectListPage';
import { ProjectScope } from './projects/ProjectScope';
import { OrganizationRecycleBinPage, RecycleBinPage } from './recyclebin/RecycleBinPage';
import { SessionGate } from './session/SessionGate';
import { Shell } from './Shell';
import { NewSsoPage } from './sso/NewSsoPage';
import { SsoListPage } from './sso/SsoListPage';
import { SsoPage } from './sso/SsoPage';
import { ToastProvider } from './ui/Toast';
import { UsagePage } from './usage/UsagePage';

export function App() {
  const [client] = useState(newQueryClient);
  return (
    <QueryClientProvider client={client}>
      <ToastProvider>
        <BrowserRouter>
          <SessionGate>
            <Routes>
              <Route element={<Shell />}>
                <Route index element={<HomePage />} />
                <Route path="invitations/:token" element={<InvitationPage />} />
                <Route path="projects" element={<ProjectListPage />} />
                <Route
                  path="organizations/:organizationId/deleted"
                  element={<OrganizationRecycleBinPage />}
                />
                <Route path="projects/:projectId" element={<ProjectScope />}>
                  <Route index element={<Navigate to="clusters" replace />} />
                  <Route path="clusters" element={<ClusterListPage />} />
                  <Route path="clusters/new" element={<NewClusterPage />} />
                  <Route path="clusters/:clusterId" element={<ClusterPage />} />
                  <Route path="clusters/:clusterId/backups" element={<BackupListPage />} />
                  <Route path="deleted" element={<RecycleBinPage />} />
                  <Route path="keys" element={<KeyListPage />} />
                  <Route path="keys/new" element={<NewKeyPage />} />
                  <Route path="service-accounts" element={<AccountListPage />} />
                  <Route path="service-accounts/new" element={<NewAccountPage />} />
                  <Route path="members" element={<MemberListPage />} />
                  <Route path="members/invite" element={<InvitePage />} />
                  <Route path="usage" element={<UsagePage />} />
                  <Route path="audit" element={<AuditPage />} />
                  <Route path="alerts" element={<AlertPage />} />
                  <Route path="alerts/rules/new" element={<NewRulePage />} />
                  <Route path="alerts/channels/new" element={<NewChannelPage />} />
                  <Route path="sso" element={<SsoListPage />} />
                  <Route path="sso/new" element={<NewSsoPage />} />
                  <Route path="sso/:connectionId" element={<SsoPage />} />
                </Route>
                <Route path="*" element={<NotFoundPage />} />
              </Route>
            </Routes>
          </SessionGate>
        </BrowserRouter>
      </ToastProvider>
    </QueryClientProvider>
  );
}
